package dev.tidegate.autoscaler.shadow;

/** What one step of several fleets is worked out in; holds nothing that is needed after it. Not thread-safe. */
final class Step {
    final short[] wanted; // before the step, and paid in it: a launch from its order on
    final short[] ready;
    final float[] turnedAway; // replica-steps
    final double[] shares; // of the say, of each policy
    final short[] wants; // after the step
    final float[] bursts; // what each would turn away in larger ones than were seen, replica-steps
    final float[] lost; // what each would while replicas are lost, likewise

    Step(int fleets) {
        wanted = new short[fleets];
        ready = new short[fleets];
        turnedAway = new float[fleets];
        shares = new double[fleets];
        wants = new short[fleets];
        bursts = new float[fleets];
        lost = new float[fleets];
    }
}
