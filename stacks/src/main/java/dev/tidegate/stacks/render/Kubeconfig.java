package dev.tidegate.stacks.render;

import java.util.Map;

/** The daemons' kubeconfig. It contains no secret: a token for the daemon's role is requested when one is needed. */
public final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * @param server the API's address
     * @param authority the API's certificate authority, base64-encoded
     */
    public static String of(String cluster, String region, String server, String authority) {
        return Template.named("kubeconfig.yaml.mustache")
                .fill(
                        Map.of(
                                "cluster", cluster,
                                "region", region,
                                "server", server,
                                "authority", authority));
    }
}
