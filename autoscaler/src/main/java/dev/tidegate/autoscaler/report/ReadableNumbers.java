package dev.tidegate.autoscaler.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as people read them. */
public final class ReadableNumbers {

    /** So many digits that count, and no exponent: 20310 and not 2.031e+04. */
    public static String plain(double value, int digits) {
        return new BigDecimal(value, new MathContext(digits)).stripTrailingZeros().toPlainString();
    }

    private ReadableNumbers() {}
}
