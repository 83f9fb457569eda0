package dev.tidegate.autoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbedSourceTest {
    private static final RangeQuery QUERY =
            RangeQuery.newest("up", Instant.parse("2026-03-01T12:00:00Z"), Duration.ofMinutes(1));
    private static final Answer NONE =
            new Answer.Unanswered(Reason.METRICS_UNREACHABLE, "timed out");

    private final List<Answer> meanwhile = new ArrayList<>(); // said to others while one is asked
    private Answer said = NONE;
    private int asked;
    private final ProbedSource source = new ProbedSource(this::ask);

    private Answer ask(RangeQuery query) {
        asked++;
        if (asked > 20 && meanwhile.isEmpty()) {
            meanwhile.add(NONE);
            meanwhile.set(0, another(query));
        }
        return said;
    }

    private Answer another(RangeQuery query) {
        return source.ask(query);
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            source.ask(QUERY);
        }
    }

    @Test
    void aSilentSourceIsAskedOneQuestionAtATime() {
        ask(21);

        assertThat(asked).as("the question within the 21st was not put").isEqualTo(21);
        assertThat(meanwhile)
                .containsExactly(
                        new Answer.Unanswered(
                                Reason.METRICS_UNREACHABLE,
                                "not asked: the last 20 questions were not answered"));
    }

    @Test
    void oneAnswerOpensItToAll() {
        ask(20);
        said = new Answer.Samples(List.of(), 0);
        meanwhile.add(NONE); // asks nothing within
        ask(1);
        meanwhile.clear();
        ask(1);

        assertThat(meanwhile).containsExactly(said);
    }

    @Test
    void aRefusalIsAnAnswer() {
        said = new Answer.Unanswered(Reason.METRICS_REFUSED, "no such metric");
        ask(21);

        assertThat(meanwhile).containsExactly(said);
    }
}
