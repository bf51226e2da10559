/**
 * Reads protobuf's wire format: enough to see what an exporter sent, without a schema compiler.
 * https://protobuf.dev/programming-guides/encoding/
 */
export type WireMessage = Map<number, WireValue[]>;
type WireValue = bigint | Buffer;

export function readMessage(bytes: Buffer): WireMessage {
  const message: WireMessage = new Map();
  for (let offset = 0; offset < bytes.length;) {
    const tag = readVarint(bytes, offset);
    const { value, end } = readValue(bytes, tag.end, Number(tag.value & 7n));
    const field = Number(tag.value >> 3n);
    const values = message.get(field);
    if (values) values.push(value);
    else message.set(field, [value]);
    offset = end;
  }
  return message;
}

export function messages(message: WireMessage, field: number): WireMessage[] {
  return (message.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map(readMessage);
}

export function text(message: WireMessage, field: number, encoding: BufferEncoding = 'utf8'): string {
  const [value] = message.get(field) ?? [];
  return Buffer.isBuffer(value) ? value.toString(encoding) : '';
}

/** Of a field of type `int64` or `enum`. */
export function varint(message: WireMessage, field: number): number {
  const [value] = message.get(field) ?? [];
  return typeof value === 'bigint' ? Number(value) : 0;
}

/** Of a field of type `double`. */
export function double(message: WireMessage, field: number): number {
  const [value] = message.get(field) ?? [];
  return Buffer.isBuffer(value) ? value.readDoubleLE() : 0;
}

/** Of a field of type `sfixed64` or, below 2^63, `fixed64`. */
export function fixed64(message: WireMessage, field: number): number {
  const [value] = message.get(field) ?? [];
  return Buffer.isBuffer(value) ? Number(value.readBigInt64LE()) : 0;
}

function readValue(bytes: Buffer, start: number, wireType: number): { value: WireValue; end: number } {
  switch (wireType) {
    case 0:
      return readVarint(bytes, start);
    case 1:
      return { value: bytes.subarray(start, start + 8), end: start + 8 };
    case 2: {
      const length = readVarint(bytes, start);
      const end = length.end + Number(length.value);
      return { value: bytes.subarray(length.end, end), end };
    }
    case 5:
      return { value: bytes.subarray(start, start + 4), end: start + 4 };
    default:
      throw new Error(`wire type ${String(wireType)}`);
  }
}

function readVarint(bytes: Buffer, start: number): { value: bigint; end: number } {
  let value = 0n;
  for (let offset = start; ; offset += 1) {
    const byte = bytes.readUInt8(offset);
    value |= BigInt(byte & 0x7f) << BigInt(7 * (offset - start));
    if (byte < 0x80) return { value, end: offset + 1 };
  }
}
