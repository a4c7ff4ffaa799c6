/**
 * The header by which a request asks for a receipt of what it exports, `true`, and by which the answer has it. Official clients
 * know neither.
 */
export const receiptHeader = "x-keyferry-receipt";
