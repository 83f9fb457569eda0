package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegionReferenceTest {
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
