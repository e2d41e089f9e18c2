export declare const normalizeModes: () => void
