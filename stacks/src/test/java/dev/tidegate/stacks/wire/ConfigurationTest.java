package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How a changed {@code tidegate.yaml} comes to the daemons: by other instances, one after the other, with no hand in it. */
class ConfigurationTest {
    private static final String DOCUMENT = "use1-document-control-tidegate.yaml";

    /** A group replaces its instances when their template is another, and by nothing else. */
    @Test
    void anotherConfigurationIsAnotherTemplate() throws Exception {
        Recorded before = Runs.up("dev");

        Recorded after = with("\"owner\"", "\"control\":{\"mode\":\"act\"},\"owner\"");

        assertThat(text(after, DOCUMENT, "content")).contains("mode: \"act\"\n");
        assertThat(script(after)).isNotEqualTo(script(before));
        assertThat(pinned(script(after))).isNotEqualTo(pinned(script(before)));
        assertThat(script(after).replace(pinned(script(after)), pinned(script(before))))
                .isEqualTo(script(before));
    }

    @Test
    void whatLeavesTheConfigurationAsItWasReplacesNobody() throws Exception {
        Recorded after = with("\"owner\"", "\"gateway\":{\"bucket\":31},\"owner\"");

        assertThat(script(after)).isEqualTo(script(Runs.up("dev")));
    }

    /** Another set of instances would find the document that was there before, or none. */
    @Test
    void theDocumentIsLaidDownBeforeWhatStartsFromIt() {
        for (String file : new String[] {"tidegate.yaml", "collect.yaml"}) {
            assertThat(
                            Runs.up("dev")
                                    .named("use1-control-template")
                                    .request()
                                    .getDependenciesList())
                    .anyMatch(urn -> urn.endsWith("::use1-document-control-" + file));
        }
        assertThat(Runs.up("dev").named(DOCUMENT).request().getDependenciesList())
                .anyMatch(urn -> urn.endsWith("::use1-documents-versions"));
    }

    @Test
    void oneComesBeforeAnotherGoesAndOnlyOnceItsDaemonWorks() {
        Property group = properties(Runs.up("dev"), "use1-control-group");
        Property hook = properties(Runs.up("dev"), "use1-control-ready");

        assertThat(group.at("instanceRefresh.strategy")).isEqualTo(new Property.Text("Rolling"));
        assertThat(group.at("instanceRefresh.preferences.minHealthyPercentage"))
                .isEqualTo(new Property.Numeral(100));
        assertThat(group.at("launchTemplate.version")).isEqualTo(new Property.Text("1"));
        assertThat(hook.at("autoscalingGroupName")).isEqualTo(group.at("name"));
        assertThat(hook.at("lifecycleTransition"))
                .isEqualTo(new Property.Text("autoscaling:EC2_INSTANCE_LAUNCHING"));
        assertThat(hook.at("defaultResult")).isEqualTo(new Property.Text("ABANDON"));
    }

    private static Recorded with(String part, String other) throws Exception {
        Map<String, String> configuration = ProgramRun.configuration(Path.of("Pulumi.dev.yaml"));
        configuration.replaceAll((key, value) -> value.replace(part, other));
        return ProgramRun.run("dev", configuration, false);
    }

    /** The version of the configuration that instances of this template start from. */
    private static String pinned(String script) {
        Matcher version =
                Pattern.compile("'control/tidegate.yaml' --version-id '([^']+)'").matcher(script);
        assertThat(version.find()).as(script).isTrue();
        return version.group(1);
    }

    private static String script(Recorded run) {
        return new String(
                Base64.getDecoder().decode(text(run, "use1-control-template", "userData")),
                StandardCharsets.UTF_8);
    }

    private static Property properties(Recorded run, String name) {
        return Values.property(run.named(name).properties());
    }

    private static String text(Recorded run, String name, String key) {
        return properties(run, name).at(key).texts().findFirst().orElseThrow();
    }
}
