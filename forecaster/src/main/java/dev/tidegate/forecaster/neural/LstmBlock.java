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

/** The network as PyTorch sees it while it learns; {@link LstmWeights} is the same in plain Java. */
final class LstmBlock extends AbstractBlock {
    private final LSTM memory;
    private final Block fromState;
    private final Block fromGrowth;
    private final int outputs;

    LstmBlock(int units, int outputs) {
        this.outputs = outputs;
        memory =
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
        // It starts as what is worth learning from: the last value, grown as it grew a day before.
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
        NDArray states = memory.forward(parameters, new NDList(inputs.get(0)), training).get(0);
        NDArray last = states.get(":, -1");
        NDArray said = fromState.forward(parameters, new NDList(last), training).get(0);
        NDArray grown = fromGrowth.forward(parameters, new NDList(inputs.get(1)), training).get(0);
        return new NDList(said.add(grown));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... shapes) {
        memory.initialize(manager, type, shapes[0]);
        fromState.initialize(
                manager, type, memory.getOutputShapes(new Shape[] {shapes[0]})[0].slice(2));
        fromGrowth.initialize(manager, type, shapes[1]);
    }

    LstmWeights weights() {
        float[] bias = memoryPart("i2h_BIAS");
        float[] more = memoryPart("h2h_BIAS");
        for (int g = 0; g < bias.length; g++) {
            bias[g] += more[g];
        }
        return new LstmWeights(
                memoryPart("i2h_WEIGHT"),
                memoryPart("h2h_WEIGHT"),
                bias,
                part(fromState, "weight"),
                part(fromGrowth, "weight"),
                part(fromState, "bias"));
    }

    private float[] memoryPart(String name) {
        return part(memory, "l_0_" + name);
    }

    private static float[] part(Block block, String name) {
        Parameter parameter = block.getParameters().get(name);
        return parameter.getArray().toFloatArray();
    }
}
