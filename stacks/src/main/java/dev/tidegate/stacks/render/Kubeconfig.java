package dev.tidegate.stacks.render;

import java.util.Map;

/** How a daemon finds the region's cluster. Whose word it shows there is its role's, asked for anew each time: no secret stands in it. */
public final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * @param server address of the API
     * @param authority certificate of who signs for it, in base 64
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
