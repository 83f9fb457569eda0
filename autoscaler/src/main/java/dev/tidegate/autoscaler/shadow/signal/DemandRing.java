package dev.tidegate.autoscaler.shadow.signal;

/**
 * The newest demands of a workload, a step apart, each to three digits in two bytes: a week at a minute is held for each of
 * thousands of workloads. Not thread-safe.
 */
final class DemandRing {
    private static final int DROPPED = 13; // bits of a float's fraction, of which ten are left
    private static final int HALF = 1 << (DROPPED - 1);
    private static final int LEAST = Float.floatToIntBits(0x1p-32f); // below it is nothing
    private static final int MOST = (1 << Short.SIZE) - 1; // about 2^32

    private final short[] newest;
    private long added;

    DemandRing(int length) {
        newest = new short[length];
    }

    void add(double demand) {
        newest[(int) (added % newest.length)] = code((float) demand);
        added++;
    }

    private static short code(float demand) {
        int bits = Float.floatToIntBits(demand) - LEAST + HALF;
        return (short) (bits < HALF ? 0 : Math.min(MOST, bits >> DROPPED));
    }

    /** Demand of the slot {@code back} slots ago; 0 is the newest. */
    double ago(int back) {
        int code = Short.toUnsignedInt(newest[(int) ((added - 1 - back) % newest.length)]);
        return code == 0 ? 0 : Float.intBitsToFloat((code << DROPPED) + LEAST);
    }

    int size() {
        return (int) Math.min(added, newest.length);
    }

    boolean reaches(int back) {
        return back < size();
    }

    /** Sum of {@code count} slots, the newest of them {@code back} slots ago. */
    double sum(int back, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += ago(back + i);
        }
        return sum;
    }

    /** Largest of {@code count} slots, the newest of them {@code back} slots ago. */
    double peak(int back, int count) {
        double peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, ago(back + i));
        }
        return peak;
    }
}
