package dev.tidegate.stacks.program;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.resources.StackOptions;
import dev.tidegate.stacks.rules.RuleEnforcement;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What {@code pulumi up} runs. */
public final class Main {
    private static final String WORKERS = "java.util.concurrent.ForkJoinPool.common.parallelism";
    private static final int ENOUGH = 4;

    private Main() {}

    public static void main(String[] args) {
        provideWorkers();
        LateRules rules = new LateRules();
        Pulumi.withOptions(StackOptions.builder().resourceTransformations(rules).build())
                .run(context -> provision(context, rules));
    }

    private static void provision(Context context, LateRules rules) {
        Ground ground = ground(context.config().require("ground"), context.stackName());
        RuleEnforcement enforcement = new RuleEnforcement(ground.tier(), ground.retired());
        rules.enforce(enforcement);
        provision(context, ground, enforcement);
    }

    /**
     * The SDK waits for its tasks by asking again and again in the pool that they run in. From Java 25 on that pool has a single
     * worker where there are two processors, which then asks for ever. Must be called before anything uses the pool.
     */
    private static void provideWorkers() {
        int workers = Runtime.getRuntime().availableProcessors() - 1; // by default
        if (System.getProperty(WORKERS) == null && workers < ENOUGH) {
            System.setProperty(WORKERS, String.valueOf(ENOUGH));
        }
    }

    /** The SDK takes transformations before the stack's settings can be read, which the rules depend on: none apply until then. */
    private static final class LateRules implements ResourceTransformation {
        private Optional<RuleEnforcement> enforcement = Optional.empty();

        synchronized void enforce(RuleEnforcement rules) {
            enforcement = Optional.of(rules);
        }

        @Override
        public synchronized Optional<Result> apply(Args args) {
            return enforcement.flatMap(rules -> rules.apply(args));
        }
    }

    /** Provisions a ground. The caller has put {@code rules} in the way of every resource. */
    static void provision(Context context, Ground ground, RuleEnforcement rules) {
        SortedMap<String, Output<?>> outputs = new Provisioned(ground).outputs();
        rules.close(outputs);
        outputs.forEach(context::export);
    }

    private static Ground ground(String document, String stack) {
        LoadOutcome outcome = GroundLoader.load(document);
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            String problems =
                    invalid.problems().stream()
                            .map(problem -> "  " + problem)
                            .collect(Collectors.joining("\n"));
            throw new RunException("Pulumi." + stack + ".yaml, tidegate:ground:\n" + problems);
        }
        return ((LoadOutcome.Loaded) outcome).ground();
    }
}
