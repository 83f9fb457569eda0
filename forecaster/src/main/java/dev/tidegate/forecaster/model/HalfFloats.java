package dev.tidegate.forecaster.model;

/**
 * An array of numbers of two bytes each (binary16 of IEEE 754-2008): eleven significant bits, more than a seasonal
 * profile is accurate to. Values are clipped to ±65,504. Not thread-safe.
 */
public final class HalfFloats {
    private static final double MAX_VALUE = 65_504;
    private static final int DROPPED_BITS = 13; // significant bits of a float
    // Shifts a float's exponent to that of a half float.
    private static final float SCALE_DOWN = 0x1p-112f;
    private static final float SCALE_UP = 0x1p112f;
    private static final int SIGN = 0x8000;

    private final short[] codes;

    /** All zero. */
    public HalfFloats(int size) {
        codes = new short[size];
    }

    public static HalfFloats of(float[] values) {
        HalfFloats array = new HalfFloats(values.length);
        for (int i = 0; i < values.length; i++) {
            array.set(i, values[i]);
        }
        return array;
    }

    public int size() {
        return codes.length;
    }

    public double at(int i) {
        int code = codes[i];
        return Float.intBitsToFloat(((code & SIGN) << 16) | ((code & (SIGN - 1)) << DROPPED_BITS))
                * SCALE_UP;
    }

    /** Rounds to the nearest value that can be represented. */
    public void set(int i, double value) {
        float clipped = (float) Math.max(-MAX_VALUE, Math.min(MAX_VALUE, value));
        int bits = Float.floatToRawIntBits(clipped * SCALE_DOWN);
        int size = ((bits & Integer.MAX_VALUE) + (1 << (DROPPED_BITS - 1))) >>> DROPPED_BITS;
        codes[i] = (short) (((bits >>> 16) & SIGN) | size);
    }
}
