/** SHA-256 without the browser's own, which is missing on pages served without TLS. */
import { sha256 as hash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** The hash of `bytes` as 64 hex digits. */
export const sha256 = (bytes: Uint8Array): string => bytesToHex(hash(bytes));
