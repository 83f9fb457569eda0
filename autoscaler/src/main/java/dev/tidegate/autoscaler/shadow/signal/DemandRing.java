package dev.tidegate.autoscaler.shadow.signal;

/** The newest demands of a workload, a step apart. Not thread-safe. */
final class DemandRing {
    private final float[]
            newest; // single precision: a week at a minute is held for each of thousands of
    // workloads
    private long added;

    DemandRing(int length) {
        newest = new float[length];
    }

    void add(double demand) {
        newest[(int) (added % newest.length)] = (float) demand;
        added++;
    }

    /** Demand of the slot {@code back} slots ago; 0 is the newest. */
    double ago(int back) {
        return newest[(int) ((added - 1 - back) % newest.length)];
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
