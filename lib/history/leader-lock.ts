/** The advisory lock of the one server that sweeps. The number is arbitrary, but must be the same in all instances. */
export const LEADER_LOCK = 7_262_027;
