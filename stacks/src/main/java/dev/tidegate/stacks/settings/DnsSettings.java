package dev.tidegate.stacks.settings;

import java.util.List;

/** Which clients go to which region, before health and latency decide. */
public record DnsSettings(List<Place> places, List<Operator> operators) {
    public DnsSettings {
        places = List.copyOf(places);
        operators = List.copyOf(operators);
    }

    /** A continent's clients and their region. */
    public record Place(String continent, String region) {}

    /** A network operator's address blocks and the region nearest to its peering. */
    public record Operator(String name, List<String> blocks, String region) {
        public Operator {
            blocks = List.copyOf(blocks);
        }
    }
}
