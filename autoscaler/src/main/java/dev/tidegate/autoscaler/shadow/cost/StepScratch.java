package dev.tidegate.autoscaler.shadow.cost;

/**
 * Scratch arrays for one step of all shadow fleets, by policy; nothing in them is needed after the step. Not
 * thread-safe.
 */
public final class StepScratch {
    public final short[]
            wanted; // before the step, and paid in it: a launch is paid from its order on
    public final short[] ready;
    public final float[] turnedAway; // replica-steps
    public final double[] weights; // weight of each policy; costs before
    public final short[] nextWanted; // wanted after the step
    public final float[]
            bursts; // expected to be turned away in larger bursts than seen, replica-steps
    public final float[] lost; // expected to be turned away while replicas are lost, replica-steps

    public StepScratch(int fleets) {
        wanted = new short[fleets];
        ready = new short[fleets];
        turnedAway = new float[fleets];
        weights = new double[fleets];
        nextWanted = new short[fleets];
        bursts = new float[fleets];
        lost = new float[fleets];
    }
}
