package dev.tidegate.forecaster.state;

import dev.tidegate.forecaster.series.Series;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * A forecaster at rest. Models are not in it: they are a function of the observations, rebuilt in
 * milliseconds, so that a saved state outlives a change of models.
 *
 * @param reach how many slots ahead forecasts go
 * @param phase slots from a whole number of days of {@code observed} to the next daily rebuild
 * @param observed the history of the last rebuild and what came since
 * @param rebuiltAfter how many of those slots the last rebuild saw
 * @param unusable values that could not be used so far
 */
public record SavedState(int reach, int phase, Series observed, int rebuiltAfter, int unusable) {
    private static final int MAGIC = 0x54474643;
    private static final int VERSION = 1;
    private static final int MOST_SLOTS = 10_000_000;

    public SavedState {
        if (reach < 1 || phase < 0 || unusable < 0) {
            throw new IllegalArgumentException(
                    "reach must be at least 1, phase and unusable not negative, were "
                            + reach
                            + ", "
                            + phase
                            + " and "
                            + unusable);
        }
        if (rebuiltAfter < 0 || rebuiltAfter > observed.size()) {
            throw new IllegalArgumentException(
                    "rebuiltAfter must lie in 0 to " + observed.size() + ", was " + rebuiltAfter);
        }
    }

    public void writeTo(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeInt(VERSION);
        data.writeInt(reach);
        data.writeInt(phase);
        data.writeInt(rebuiltAfter);
        data.writeInt(unusable);
        data.writeUTF(observed.start().toString());
        data.writeLong(observed.step().toNanos());
        data.writeInt(observed.size());
        for (int i = 0; i < observed.size(); i++) {
            data.writeBoolean(observed.isKnown(i));
            if (observed.isKnown(i)) {
                data.writeDouble(observed.value(i));
            }
        }
        data.flush();
    }

    /** What {@link #writeTo} wrote; anything else is refused with what was found. */
    public static SavedState readFrom(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int magic = data.readInt();
        int version = data.readInt();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "expected a forecaster's state of version %d, found %08x of version %d"
                            .formatted(VERSION, magic, version));
        }
        int reach = data.readInt();
        int phase = data.readInt();
        int rebuiltAfter = data.readInt();
        int unusable = data.readInt();
        try {
            Instant start = Instant.parse(data.readUTF());
            Duration step = Duration.ofNanos(data.readLong());
            int size = data.readInt();
            if (size < 0 || size > MOST_SLOTS) {
                throw new IOException("expected at most " + MOST_SLOTS + " slots, found " + size);
            }
            double[] values = new double[size];
            BitSet known = new BitSet(size);
            for (int i = 0; i < size; i++) {
                if (data.readBoolean()) {
                    known.set(i);
                    values[i] = data.readDouble();
                }
            }
            Series observed = Series.of(start, step, values, known);
            return new SavedState(reach, phase, observed, rebuiltAfter, unusable);
        } catch (DateTimeException | IllegalArgumentException damaged) {
            throw new IOException("the state is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
