package dev.tidegate.stacks.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import dev.tidegate.stacks.wire.OneAccount;
import dev.tidegate.stacks.wire.Runs;
import dev.tidegate.stacks.wire.Values;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void everyStackKeepsEveryRule(String stack) {
        Tier tier = Tier.valueOf(stack.replaceFirst("-.*", "").toUpperCase(Locale.ROOT));

        assertThat(Rules.check(Runs.up(stack).registered(), tier)).isEmpty();
    }

    /** {@code broken.yaml} holds resources with one mistake each, under the rule that must find it. */
    @ParameterizedTest
    @MethodSource("broken")
    void theRuleFindsItsMistakeAndNamesTheResource(String rule, JsonNode example)
            throws IOException {
        Struct.Builder properties = Struct.newBuilder();
        JsonFormat.parser().merge(example.path("properties").toString(), properties);
        ResourceRegistration resource =
                new ResourceRegistration(
                        example.path("type").textValue(),
                        "broken",
                        false,
                        Values.property(properties.build()));

        List<Violation> violations = Rules.check(List.of(resource), Tier.PROD);

        assertThat(violations)
                .filteredOn(violation -> violation.rule().equals(rule))
                .isNotEmpty()
                .allSatisfy(
                        violation -> {
                            assertThat(violation.resource()).contains("broken");
                            assertThat(violation.remedy()).isNotBlank();
                        });
    }

    @Test
    void everyRuleHasAnExampleOfWhatItRefuses() {
        Set<String> shown = new HashSet<>();
        broken().forEach(arguments -> shown.add((String) arguments[0]));

        assertThat(shown).containsAll(Rules.names());
    }

    @Test
    void whatIsUnknownInAPreviewIsNotBlamed() {
        for (String stack : Runs.STACKS) {
            Tier tier = Tier.valueOf(stack.replaceFirst("-.*", "").toUpperCase(Locale.ROOT));

            assertThat(Rules.check(Runs.preview(stack).registered(), tier)).as(stack).isEmpty();
        }
    }

    @Test
    void environmentsOfOneAccountShareNoName() {
        List<ResourceRegistration> all = new ArrayList<>();
        Runs.STACKS.forEach(stack -> all.addAll(Runs.up(stack).registered()));

        assertThat(OneAccount.collisions(all)).isEmpty();
    }

    static Stream<Object[]> broken() {
        try (InputStream in = RulesTest.class.getResourceAsStream("broken.yaml")) {
            List<Object[]> examples = new ArrayList<>();
            new YAMLMapper()
                    .readTree(in)
                    .properties()
                    .forEach(
                            rule ->
                                    rule.getValue()
                                            .forEach(
                                                    example ->
                                                            examples.add(
                                                                    new Object[] {
                                                                        rule.getKey(), example
                                                                    })));
            return examples.stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
