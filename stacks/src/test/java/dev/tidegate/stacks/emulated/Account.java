package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import dev.tidegate.stacks.wire.Values;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** What one recorded update asked for, being created in an account: inputs name what was created before by its real name there. */
final class Account {
    private final Recorded asked;
    private final URI endpoint;

    /** Real names by the made-up ones of the recording, longest first. */
    private final Map<String, String> real =
            new TreeMap<>(
                    Comparator.comparingInt((String name) -> -name.length())
                            .thenComparing(Comparator.naturalOrder()));

    Account(Recorded asked, URI endpoint) {
        this.asked = asked;
        this.endpoint = endpoint;
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    List<Recorded.Asked> of(String type) {
        return asked.of(type);
    }

    /** Inputs of a resource, as they can be sent. */
    Property inputs(Recorded.Asked resource) {
        return translated(Values.property(resource.properties()));
    }

    Property inputs(String name) {
        return inputs(asked.named(name));
    }

    /** Remembers what a resource is really called. */
    void made(Recorded.Asked resource, String id) {
        real.put(resource.name() + "-id", id);
    }

    void made(Recorded.Asked resource, String id, String arn) {
        made(resource, id);
        real.put(arn(resource), arn);
    }

    /** Says what stands for a value that the recording made up. */
    void stands(String madeUp, String forIt) {
        real.put(madeUp, forIt);
    }

    private static String arn(Recorded.Asked resource) {
        return "arn:aws:"
                + resource.type().split("[:/]", -1)[1]
                + ":xx-test-1:123456789012:"
                + resource.name();
    }

    private Property translated(Property property) {
        if (property instanceof Property.Text text) {
            return new Property.Text(translated(text.value()));
        }
        if (property instanceof Property.Items items) {
            return new Property.Items(items.values().stream().map(this::translated).toList());
        }
        if (property instanceof Property.Fields fields) {
            TreeMap<String, Property> translated = new TreeMap<>();
            fields.values().forEach((key, each) -> translated.put(key, translated(each)));
            return new Property.Fields(translated);
        }
        return property;
    }

    private String translated(String text) {
        String translated = text;
        for (Map.Entry<String, String> name : real.entrySet()) {
            translated = translated.replace(name.getKey(), name.getValue());
        }
        return translated;
    }
}
