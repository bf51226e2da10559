import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  ExtractorMessageCategory,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { resolve } from 'node:path';

/** The entry points of libs/auth: each has a report of its own. */
export const entryPoints = ['acquire', 'protect', 'testing'] as const;
export type EntryPoint = (typeof entryPoints)[number];

/** Comments describe members where their name and type do not say it all; every exported symbol has one. */
const silenced = ['ae-undocumented', 'ae-missing-release-tag'];

/** What TypeScript calls the base of a class that extends an expression: nobody could import that. */
const baseOfExpression = /^The symbol "\w+_base" needs to be exported/;

/**
 * Writes down every export of an entry point with its full signature, by API Extractor, from the declarations that are
 * published.
 *
 * @returns what is wrong with them: a type that is used but cannot be imported, a comment that is no TSDoc, …
 */
export function writeApiReport(entryPoint: EntryPoint, stagedLibrary: string, directory: string): string[] {
  const problems: string[] = [];
  const config = ExtractorConfig.prepare({
    configObject: configurationOf(entryPoint, stagedLibrary, directory),
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve(stagedLibrary, 'package.json'),
  });
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      message.handled = true;
      if (isProblem(message)) problems.push(message.formatMessageWithLocation(stagedLibrary));
    },
  });
  return problems;
}

function isProblem({ category, logLevel, text }: ExtractorMessage): boolean {
  const isTold = logLevel === ExtractorLogLevel.Warning || logLevel === ExtractorLogLevel.Error;
  return isTold && category !== ExtractorMessageCategory.Console && !baseOfExpression.test(text);
}

function configurationOf(entryPoint: EntryPoint, projectFolder: string, reportFolder: string): IConfigFile {
  const mainEntryPointFilePath = resolve(projectFolder, `dist/${entryPoint}/index.d.ts`);
  return {
    projectFolder,
    mainEntryPointFilePath,
    newlineKind: 'lf',
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          target: 'es2023',
          lib: ['es2023'],
          module: 'nodenext',
          strict: true,
          types: ['node'],
        },
        files: [mainEntryPointFilePath],
      },
    },
    apiReport: {
      enabled: true,
      reportFileName: entryPoint,
      reportFolder,
      reportTempFolder: resolve(projectFolder, 'reports'),
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
      extractorMessageReporting: {
        default: { logLevel: ExtractorLogLevel.Warning },
        ...Object.fromEntries(silenced.map((id) => [id, { logLevel: ExtractorLogLevel.None }])),
      },
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.Warning } },
    },
  };
}
