package dev.tidegate.forecaster.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.LSTM;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** The network as PyTorch trains it; {@link LstmWeights} computes the same in plain Java. */
final class LstmBlock extends AbstractBlock {
    private final LSTM lstm;
    private final Block fromState;
    private final Block fromGrowth;
    private final int outputs;

    LstmBlock(int units, int outputs) {
        this.outputs = outputs;
        lstm =
                addChildBlock(
                        "memory",
                        LSTM.builder()
                                .setNumLayers(1)
                                .setStateSize(units)
                                .optBatchFirst(true)
                                .build());
        fromState = addChildBlock("state", Linear.builder().setUnits(outputs).build());
        fromGrowth =
                addChildBlock("growth", Linear.builder().setUnits(outputs).optBias(false).build());
        // The initial network is a sensible forecast: the last value plus the growth of a day ago.
        fromState.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
        fromGrowth.setInitializer(
                (manager, shape, type) -> manager.eye(outputs, outputs, 0, type),
                Parameter.Type.WEIGHT);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters,
            NDList inputs,
            boolean training,
            @Nullable PairList<String, Object> params) {
        NDArray states = lstm.forward(parameters, new NDList(inputs.get(0)), training).get(0);
        NDArray last = states.get(":, -1");
        NDArray output = fromState.forward(parameters, new NDList(last), training).get(0);
        NDArray fromYesterday =
                fromGrowth.forward(parameters, new NDList(inputs.get(1)), training).get(0);
        return new NDList(output.add(fromYesterday));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
        lstm.initialize(manager, type, shapes[0]);
        fromState.initialize(
                manager, type, lstm.getOutputShapes(new Shape[] {shapes[0]})[0].slice(2));
        fromGrowth.initialize(manager, type, shapes[1]);
    }

    LstmWeights weights() {
        float[] bias = lstmPart("i2h_BIAS");
        float[] recurrentBias = lstmPart("h2h_BIAS");
        for (int g = 0; g < bias.length; g++) {
            bias[g] += recurrentBias[g];
        }
        return new LstmWeights(
                lstmPart("i2h_WEIGHT"),
                lstmPart("h2h_WEIGHT"),
                bias,
                part(fromState, "weight"),
                part(fromGrowth, "weight"),
                part(fromState, "bias"));
    }

    private float[] lstmPart(String name) {
        return part(lstm, "l_0_" + name);
    }

    private static float[] part(Block block, String name) {
        Parameter parameter = block.getParameters().get(name);
        return parameter.getArray().toFloatArray();
    }
}
