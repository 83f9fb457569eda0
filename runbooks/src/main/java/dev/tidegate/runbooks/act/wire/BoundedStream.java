package dev.tidegate.runbooks.act.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer that ends in an error where it says too much: whoever reads it whole has it in memory. Read by one thread. */
public final class BoundedStream extends FilterInputStream {
    private final long most;
    private long left;

    /** @param most bytes */
    public BoundedStream(InputStream answer, long most) {
        super(answer);
        this.most = most;
        this.left = most;
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
            throw new IOException("the answer is longer than " + most + " bytes");
        }
    }

    @Override
    public boolean markSupported() {
        return false; // what is read twice would count twice
    }
}
