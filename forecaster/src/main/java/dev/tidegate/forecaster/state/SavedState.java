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
 * The saved state of a forecaster: its observations. Models are not saved; they are a function of the observations and
 * are rebuilt in milliseconds, so a saved state survives a change of models.
 *
 * @param horizon how many slots ahead forecasts go
 * @param phase slots of {@code observed} modulo a day when the daily rebuild is due
 * @param observed the history of the last rebuild and the slots since
 * @param rebuiltAfter how many of those slots the last rebuild used
 * @param unusable number of values so far that could not be used
 */
public record SavedState(int horizon, int phase, Series observed, int rebuiltAfter, int unusable) {
    private static final int MAGIC = 0x54474643;
    private static final int VERSION = 1;
    private static final int MAX_SLOTS = 10_000_000;

    public SavedState {
        if (horizon < 1 || phase < 0 || unusable < 0) {
            throw new IllegalArgumentException(
                    "horizon must be at least 1, phase and unusable not negative, were "
                            + horizon
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
        data.writeInt(horizon);
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

    /** Reads what {@link #writeTo} wrote; rejects anything else with an {@link IOException} that says what was found. */
    public static SavedState readFrom(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int magic = data.readInt();
        int version = data.readInt();
        if (magic != MAGIC || version != VERSION) {
            throw new IOException(
                    "expected a forecaster's state of version %d, found %08x of version %d"
                            .formatted(VERSION, magic, version));
        }
        int horizon = data.readInt();
        int phase = data.readInt();
        int rebuiltAfter = data.readInt();
        int unusable = data.readInt();
        try {
            Instant start = Instant.parse(data.readUTF());
            Duration step = Duration.ofNanos(data.readLong());
            int size = data.readInt();
            if (size < 0 || size > MAX_SLOTS) {
                throw new IOException("expected at most " + MAX_SLOTS + " slots, found " + size);
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
            return new SavedState(horizon, phase, observed, rebuiltAfter, unusable);
        } catch (DateTimeException | IllegalArgumentException damaged) {
            throw new IOException("the state is damaged: " + damaged.getMessage(), damaged);
        }
    }
}
