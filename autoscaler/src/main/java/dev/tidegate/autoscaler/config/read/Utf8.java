package dev.tidegate.autoscaler.config.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Checks that bytes are valid UTF-8. */
final class Utf8 {

    /** The line of the first invalid byte, counted from 1. */
    static OptionalInt firstInvalidLine(byte[] bytes) {
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
