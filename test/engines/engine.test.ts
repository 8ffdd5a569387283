import { namedEngine } from '../helpers/engines.ts';
import { adapterSuite } from './suite/adapter.ts';
import { builderSuite } from './suite/builder.ts';
import { courseSuite } from './suite/course.ts';
import { imagesSuite } from './suite/images.ts';
import { kitSuite } from './suite/kit.ts';
import { mirrorSuite } from './suite/mirror.ts';
import { requestsSuite } from './suite/requests.ts';
import { waysSuite } from './suite/ways.ts';

/** Everything that is promised of an engine, on the one that GDL_TEST_ENGINE names. The course comes last. */
waysSuite(namedEngine);
adapterSuite({ name: namedEngine.name, engine: namedEngine, go: true });
imagesSuite(namedEngine);
requestsSuite(namedEngine);
mirrorSuite(namedEngine);
kitSuite(namedEngine);
builderSuite(namedEngine);
courseSuite([namedEngine], 60);
