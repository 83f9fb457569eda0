package dev.tidegate.stacks.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import com.pulumi.test.PulumiTest;
import dev.tidegate.stacks.control.Control;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.gateway.Gateway;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One component on the SDK's test double, with what it stands on made before it. */
final class Standing {
    /** What a component asked for, what it answers, and its own resources. */
    record Made<T>(List<ResourceRegistration> asked, T outputs, Resource component) {
        Property of(String name) {
            return InProcess.of(asked, name);
        }

        List<Property> all(String type) {
            return InProcess.all(asked, type);
        }

        /** Names of what the component is made of, at any depth. */
        List<String> children() {
            return below(component).map(Resource::pulumiResourceName).sorted().toList();
        }

        private static Stream<Resource> below(Resource parent) {
            return parent.pulumiChildResources().stream()
                    .flatMap(child -> Stream.concat(Stream.of(child), below(child)));
        }
    }

    /** What components are given. */
    record Place(
            Site site,
            RegionSettings region,
            Network network,
            Documents documents,
            Output<String> key) {
        /** Of a region without a cache. */
        Output<Optional<FlagHash>> noFlags() {
            return Output.of(Optional.empty());
        }
    }

    /** What a component is, and an output of it to look at. */
    record Component<T>(Resource itself, Output<T> output) {}

    private Standing() {}

    static <T> Made<T> dev(Function<Place, Component<T>> component) {
        return in(ground(any -> {}), "us-east-1", component);
    }

    static <T> Made<T> in(Ground ground, String where, Function<Place, Component<T>> component) {
        List<Component<T>> made = new ArrayList<>();
        InProcess.Ended ended =
                InProcess.run(
                        ground.tier(),
                        (context, guard) -> made.add(component.apply(place(ground, where))));
        ended.result().throwOnError();
        return new Made<>(
                ended.asked(), PulumiTest.extractValue(made.get(0).output()), made.get(0).itself());
    }

    /** A region's gateway where there is no cache, and its host. */
    static Made<String> gateway(Ground ground) {
        return in(
                ground,
                "us-east-1",
                place -> {
                    Gateway gateway =
                            new Gateway(
                                    place.site(),
                                    place.network(),
                                    place.documents(),
                                    place.key(),
                                    place.noFlags(),
                                    new TreeMap<>());
                    return new Component<>(gateway, gateway.host());
                });
    }

    /** The daemons of dev, and the address of their database. */
    static Made<String> control() {
        return dev(
                place -> {
                    Control control = new Control(place.site(), place.network(), place.key());
                    control.run(
                            place.documents(),
                            List.of(
                                    place.documents()
                                            .put("control/tidegate.yaml", Output.of("mode: act"))),
                            place.noFlags(),
                            Output.of("arn:aws:aps:us-east-1:1:workspace/w"),
                            new TreeMap<>());
                    return new Component<>(control, control.ledgerUrl());
                });
    }

    /** The settings of dev, changed. */
    static Ground ground(Consumer<ObjectNode> change) {
        try {
            JsonNode stack = new YAMLMapper().readTree(Path.of("Pulumi.dev.yaml").toFile());
            ObjectNode document = (ObjectNode) stack.at("/config/tidegate:ground");
            change.accept(document);
            return Grounds.load(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(Ground ground, String where) {
        Names names = new Names(ground.environment(), where);
        Provider provider =
                new Provider(
                        names.logical("provider"), ProviderArgs.builder().region(where).build());
        Site site = new Site(ground, names, provider);
        RegionSettings region = ground.regions().get(0);
        Output<String> key = Output.of("arn:aws:kms:xx-test-1:123456789012:key");
        return new Place(site, region, new Network(site, region), new Documents(site, key), key);
    }
}
