package dev.tidegate.autoscaler.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Formats numbers for people. */
public final class ReadableNumbers {

    /** Rounds to significant digits, without an exponent: 20310 and not 2.031e+04. */
    public static String plain(double value, int digits) {
        return new BigDecimal(value, new MathContext(digits)).stripTrailingZeros().toPlainString();
    }

    private ReadableNumbers() {}
}
