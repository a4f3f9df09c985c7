'use client';

import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import classes from './keys-help.module.css';
import { keyGroups } from './keys-list';

export function KeysHelp({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys" size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className={classes.groups}>
        {keyGroups.map(({ where, keys }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl>
              {keys.map(([combination, what]) => (
                <Fragment key={combination}>
                  <dt>
                    {combination
                      .split(' ')
                      .map((key) => (key === 'or' ? <span key={key}> or </span> : <kbd key={key}>{key}</kbd>))}
                  </dt>
                  <dd>{what}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
