import { courseSuite } from '../engines/suite/course.ts';
import { defaultEngine, oldEngine } from '../helpers/engines.ts';

courseSuite([defaultEngine, oldEngine]);
