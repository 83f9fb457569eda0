package dev.tidegate.autoscaler.config.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Whether bytes are a text. */
final class Utf8 {

    /** The line of the first byte that is none of UTF-8, counted from 1. */
    static OptionalInt firstOther(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult end = decoder.decode(in, CharBuffer.allocate(bytes.length), true);
        if (!end.isError()) {
            return OptionalInt.empty();
        }
        int line = 1;
        for (int i = 0; i < in.position(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return OptionalInt.of(line);
    }

    private Utf8() {}
}
