import { contract } from './contract';
import { logAnalyticsOver } from './stand-ins';

contract(logAnalyticsOver('east', 'west'));
