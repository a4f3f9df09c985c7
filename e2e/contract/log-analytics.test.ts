import { contract, windowsOfBothKinds } from './contract';
import { logAnalyticsOver } from './stand-ins';

contract(logAnalyticsOver('contoso'), windowsOfBothKinds);
