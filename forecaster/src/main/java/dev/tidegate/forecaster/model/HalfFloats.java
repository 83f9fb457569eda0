package dev.tidegate.forecaster.model;

/**
 * Numbers in two bytes each (binary16 of IEEE 754-2008): eleven binary digits, which is more than a profile is known to.
 * Nothing is held farther from zero than 65,504. Not thread-safe.
 */
public final class HalfFloats {
    private static final double FARTHEST = 65_504;
    private static final int LEFT_OUT = 13; // digits of a float
    private static final float DOWN = 0x1p-112f; // makes a float's exponent a half's
    private static final float UP = 0x1p112f;
    private static final int SIGN = 0x8000;

    private final short[] codes;

    /** So many zeros. */
    public HalfFloats(int size) {
        codes = new short[size];
    }

    public static HalfFloats of(float[] values) {
        HalfFloats held = new HalfFloats(values.length);
        for (int i = 0; i < values.length; i++) {
            held.set(i, values[i]);
        }
        return held;
    }

    public int size() {
        return codes.length;
    }

    public double at(int i) {
        int code = codes[i];
        return Float.intBitsToFloat(((code & SIGN) << 16) | ((code & (SIGN - 1)) << LEFT_OUT)) * UP;
    }

    /** Rounds to the nearest that can be held. */
    public void set(int i, double value) {
        float near = (float) Math.max(-FARTHEST, Math.min(FARTHEST, value));
        int bits = Float.floatToRawIntBits(near * DOWN);
        int size = ((bits & Integer.MAX_VALUE) + (1 << (LEFT_OUT - 1))) >>> LEFT_OUT;
        codes[i] = (short) (((bits >>> 16) & SIGN) | size);
    }
}
