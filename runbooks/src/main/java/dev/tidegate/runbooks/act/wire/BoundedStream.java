package dev.tidegate.runbooks.act.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Input stream that throws once more than a limit was read, for responses that are read into
 * memory. To be read by one thread.
 */
public final class BoundedStream extends FilterInputStream {
    private final long limit;
    private long left;

    /** @param limit bytes */
    public BoundedStream(InputStream answer, long limit) {
        super(answer);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new AnswerTooLongException(limit);
        }
    }

    @Override
    public boolean markSupported() {
        return false; // bytes read twice would count twice
    }
}
