package dev.tidegate.autoscaler.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.simulation.Hpa;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The simulation's autoscaler against what Kubernetes' asked for in a run of {@code tools/compare-hpa}, which writes the file anew. */
class RealAutoscalerTest {
    private static final int MINUTES = 240;

    @ParameterizedTest
    @CsvFileSource(resources = "hpa-asked.csv")
    void theModelAsksForTheReplicasThatTheRealOneAskedFor(
            String scenario, int percent, String changes) {
        Part part =
                Part.all(RealAutoscalers.LEAD_IN, MINUTES).stream()
                        .filter(each -> each.name().equals(scenario))
                        .findFirst()
                        .orElseThrow();

        Recording model = Recording.simulated(part, Hpa.asItComes(percent / 100.0));

        assertThat(Recording.of(part, changes).difference(model, RealAutoscalers.LEAD_IN))
                .isLessThan(0.01);
    }
}
