package dev.tidegate.autoscaler.shadow.cost;

/** What one step of several fleets is worked out in; holds nothing that is needed after it. Not thread-safe. */
public final class StepScratch {
    public final short[] wanted; // before the step, and paid in it: a launch from its order on
    public final short[] ready;
    public final float[] turnedAway; // replica-steps
    public final double[] shares; // of the say, of each policy
    public final short[] wants; // after the step
    public final float[]
            bursts; // what each would turn away in larger ones than were seen, replica-steps
    public final float[] lost; // what each would while replicas are lost, likewise

    public StepScratch(int fleets) {
        wanted = new short[fleets];
        ready = new short[fleets];
        turnedAway = new float[fleets];
        shares = new double[fleets];
        wants = new short[fleets];
        bursts = new float[fleets];
        lost = new float[fleets];
    }
}
