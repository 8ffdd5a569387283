/** What the user chose, as it stands in the settings file. */
export type NetworkSettings =
  | { readonly profile: 'direct' }
  | ({ readonly profile: 'mirror' } & Mirrors)
  | {
      readonly profile: 'proxy';
      /** Absent: the variables of the environment. Never with a login: that stays in the environment. */
      readonly url?: string;
      /** Hosts that are reached without it, as in NO_PROXY. */
      readonly except?: string;
    }
  | { readonly profile: 'offline' };

/** Places nearer than the usual ones. */
export interface Mirrors {
  /** Where base images are pulled from, with a path if it has one: `127.0.0.1:5000/library`. */
  readonly registry?: string;
  /** As Go takes it: `https://goproxy.example,direct`. */
  readonly goproxy?: string;
  /** What stands before `/v3.22/main` in /etc/apk/repositories. */
  readonly apk?: string;
}

/** The settings file. */
export interface NetworkFile {
  readonly path: string;
  /** `undefined` when there is none. Throws a MachineError when it cannot be read or understood. */
  read(): Promise<NetworkSettings | undefined>;
  write(settings: NetworkSettings): Promise<void>;
}
