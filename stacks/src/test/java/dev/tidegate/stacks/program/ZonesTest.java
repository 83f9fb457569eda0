package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.settings.Ground;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A zone that fills up or fails is left for another one, and what stands in the others does not move. */
class ZonesTest {
    /** The engine makes what is new before it takes away what is old: two subnets of one range would stand at once. */
    @Test
    void aZoneThatTakesAnothersPlaceHasARangeOfItsOwn() {
        Map<String, String> before = subnets(List.of("a", "b", "c"));
        Map<String, String> after = subnets(List.of("a", "b", "d"));

        assertThat(after)
                .containsOnlyKeys(
                        "private-a", "private-b", "private-d", "public-a", "public-b", "public-d");
        assertThat(List.of(after.get("private-d"), after.get("public-d")))
                .doesNotContainAnyElementsOf(before.values());
    }

    @Test
    void theOrderOfZonesMovesNoneOfThem() {
        Map<String, String> before = subnets(List.of("a", "b", "c"));

        assertThat(subnets(List.of("c", "a", "b"))).isEqualTo(before);
        assertThat(before).containsAllEntriesOf(subnets(List.of("a", "c")));
    }

    /** As they were given by place once: what stands there would have to move. */
    @Test
    void aZoneMayKeepARangeOfAnotherLetter() {
        Map<String, String> kept = subnets(List.of("a", "b", "d"), 0, 1, 2);

        assertThat(kept)
                .containsEntry("private-d", "10.16.32.0/20")
                .containsEntry("public-d", "10.16.242.0/24");
    }

    private static Map<String, String> subnets(List<String> letters, int... ranges) {
        Ground ground =
                Standing.ground(
                        dev -> {
                            ObjectNode region = (ObjectNode) dev.at("/regions/0");
                            ArrayNode zones = region.putArray("zones");
                            letters.forEach(letter -> zones.add("us-east-1" + letter));
                            for (int range : ranges) {
                                region.withArray("ranges").add(range);
                            }
                        });
        Standing.Made<List<String>> made =
                Standing.in(
                        ground,
                        "us-east-1",
                        place ->
                                new Standing.Component<>(
                                        place.network(), place.network().privateSubnets()));
        Map<String, String> subnets = new TreeMap<>();
        made.asked().stream()
                .filter(resource -> resource.is("Subnet"))
                .forEach(
                        subnet ->
                                subnets.put(
                                        subnet.name().replaceAll("^use1-|-subnet$", ""),
                                        subnet.at("cidrBlock").texts().findFirst().orElseThrow()));
        return subnets;
    }
}
