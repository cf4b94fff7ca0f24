using ChainForge.Chains.Problems;

namespace ChainForge.Chains.Reading;

/// <summary>Reads <c>model:</c> and <c>aspectRatio:</c>, which depends on it.</summary>
internal static class ModelReader
{
    /// <summary>The model, or null if it is unknown: then nothing that depends on it is checked.</summary>
    public static ModelLimits? ReadModel(Block chain)
    {
        var models = chain.Context.Limits.Models;
        if (!chain.Has("model"))
        {
            return models[0];
        }

        var name = chain.ScalarAt("model");
        var model = models.FirstOrDefault(known => known.Name == name?.Value);
        if (name is not null && model is null)
        {
            var names = models.Select(known => known.Name).ToList();
            chain.Add(name.Place, $"There is no model {Shown.Value(name.Value)}: write {Shown.Choice([.. names.Select(known => $"`{known}`")])}{Suggestion.For(name.Value, names)}");
        }

        return model;
    }

    public static string? ReadAspectRatio(Block chain, ModelLimits? model)
    {
        var ratio = chain.ScalarAt("aspectRatio");
        if (model is null || ratio is null)
        {
            return model?.AspectRatios[0];
        }

        if (model.AspectRatios.Contains(ratio.Value))
        {
            return ratio.Value;
        }

        var able = chain.Context.Limits.Models.Where(other => other.AspectRatios.Contains(ratio.Value)).Select(other => $"`{other.Name}`").ToList();
        var instead = able.Count > 0 ? $" ({Shown.Choice(able)} makes it)" : "";
        chain.Add(ratio.Place, $"`{model.Name}` makes {Shown.Choice(model.AspectRatios)}; you wrote {Shown.Value(ratio.Value)}{instead}");
        return null;
    }
}
