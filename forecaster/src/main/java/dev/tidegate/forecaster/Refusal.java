package dev.tidegate.forecaster;

/** Why there is no forecast although there is history. */
public enum Refusal {
    NO_USABLE_VALUE("no-usable-value", "every value observed was negative or absurdly large"),
    GAP_TOO_LONG("gap-too-long", "nothing has been observed for too long to say what comes next"),
    HORIZON_TOO_LONG("horizon-too-long", "more steps were asked for than this forecaster reaches");

    private final String code;
    private final String explanation;

    Refusal(String code, String explanation) {
        this.code = code;
        this.explanation = explanation;
    }

    /** Stable name in logs, metrics and the command line. */
    public String code() {
        return code;
    }

    public String explanation() {
        return explanation;
    }
}
