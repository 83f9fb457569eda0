package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegionReferenceTest {
    @Test
    void numbersArriveAsDoubles() {
        assertThat(RegionReference.whole("s", "k", 8.0)).isEqualTo(8);
        assertThatThrownBy(() -> RegionReference.whole("s", "k", 8.5))
                .hasMessageContaining("stack s, output k")
                .hasMessageContaining("8.5");
    }

    @Test
    void anOutputThatIsNotThereIsNamed() {
        assertThatThrownBy(
                        () ->
                                RegionReference.text(
                                        "organization/tidegate/prod-us-east-1",
                                        "use1-gatewayHost",
                                        null))
                .hasMessageContaining("prod-us-east-1")
                .hasMessageContaining("use1-gatewayHost");
    }
}
