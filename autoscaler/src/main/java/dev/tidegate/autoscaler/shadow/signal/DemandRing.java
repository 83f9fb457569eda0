package dev.tidegate.autoscaler.shadow.signal;

/**
 * A ring buffer of the newest demands of a workload, with three digits in two bytes each: a week of minutes is kept for
 * each of thousands of workloads. Not thread-safe.
 */
final class DemandRing {
    // Bits dropped of a float's fraction, which leaves ten.
    private static final int DROPPED_BITS = 13;
    private static final int HALF = 1 << (DROPPED_BITS - 1);
    private static final int MIN_BITS = Float.floatToIntBits(0x1p-32f); // smaller demands are zero
    private static final int MAX_CODE = (1 << Short.SIZE) - 1; // about 2^32

    private final short[] codes;
    private long added;

    DemandRing(int length) {
        codes = new short[length];
    }

    void add(double demand) {
        codes[(int) (added % codes.length)] = code((float) demand);
        added++;
    }

    private static short code(float demand) {
        int bits = Float.floatToIntBits(demand) - MIN_BITS + HALF;
        return (short) (bits < HALF ? 0 : Math.min(MAX_CODE, bits >> DROPPED_BITS));
    }

    /** Demand of the slot {@code back} slots ago; 0 is the newest. */
    double valueAt(int back) {
        int code = Short.toUnsignedInt(codes[(int) ((added - 1 - back) % codes.length)]);
        return code == 0 ? 0 : Float.intBitsToFloat((code << DROPPED_BITS) + MIN_BITS);
    }

    int size() {
        return (int) Math.min(added, codes.length);
    }

    boolean contains(int back) {
        return back < size();
    }

    /** Sum of {@code count} slots, the newest of them {@code back} slots ago. */
    double sum(int back, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += valueAt(back + i);
        }
        return sum;
    }

    /** Largest of {@code count} slots, the newest of them {@code back} slots ago. */
    double peak(int back, int count) {
        double peak = 0;
        for (int i = 0; i < count; i++) {
            peak = Math.max(peak, valueAt(back + i));
        }
        return peak;
    }
}
