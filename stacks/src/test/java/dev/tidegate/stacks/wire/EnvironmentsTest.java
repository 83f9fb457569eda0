package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class EnvironmentsTest {
    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void provisions(String stack) {
        Recorded run = Runs.up(stack);

        assertThat(run.exit()).as(run.trouble()).isZero();
        assertThat(run.errors()).isEmpty();
    }

    /** Before the first update nothing has an identifier: what depends on one is unknown, and must be asked for all the same. */
    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void aPreviewWithUnknownsAsksForTheSameResources(String stack) {
        Recorded preview = Runs.preview(stack);

        assertThat(preview.exit()).as(preview.trouble()).isZero();
        assertThat(preview.urns()).isEqualTo(Runs.up(stack).urns());
    }
}
