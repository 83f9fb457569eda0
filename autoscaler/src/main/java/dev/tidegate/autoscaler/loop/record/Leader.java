package dev.tidegate.autoscaler.loop.record;

/** Who acts on a workload's fleet, as the daemon knows that runs the cycle. */
public sealed interface Leader {
    /** The mode is advise. */
    record Nobody() implements Leader {}

    /** The daemon that runs the cycle. */
    record ThisDaemon() implements Leader {}

    /** Another one, and this daemon stands by. */
    record Other(String daemon) implements Leader {}

    /** The store does not answer: this daemon changes nothing until it does. */
    record NotKnown() implements Leader {}

    /** For people. */
    default String describe() {
        if (this instanceof Other other) {
            return other.daemon() + " acts, this daemon stands by";
        }
        if (this instanceof NotKnown) {
            return "not known, so this daemon changes nothing";
        }
        return this instanceof ThisDaemon ? "this daemon" : "nobody: the mode is advise";
    }
}
