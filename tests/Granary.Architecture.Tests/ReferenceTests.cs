using System.Xml.Linq;

namespace Granary.Architecture.Tests;

/// <summary>Which project may know which.</summary>
public sealed class ReferenceTests
{
    /// <summary>The arrows; what is not here may not be.</summary>
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Cli"] = ["Web", "Projects", "Home", "Aws", "Simulator", "States.Analysis"],
        ["Web"] = ["Platform"],
        ["Projects"] = ["Functions", "States", "States.Analysis", "Tables", "Warehouse", "Sources", "Platform"],
        ["Home"] = ["Emulator", "States", "Tables", "Platform"],
        ["Simulator"] = ["Emulator", "States"],
        ["Emulator"] = ["States", "Platform"],
        ["Aws"] = ["Platform"],
        ["Lambda"] = ["Functions", "Aws"],
        ["Functions"] = ["Sources", "Warehouse", "Platform"],
        ["Sources"] = ["Ftps", "Platform"],
        ["Warehouse"] = ["Platform"],
        ["Tables"] = ["Csv", "DuckDb", "Model", "Parquet"],
        ["Worker"] = ["Tables", "Sources", "Warehouse"],
        ["Platform"] = ["Model"],
        ["States.Analysis"] = ["States"],
        ["States"] = ["Jsonata", "Model"],
        ["Csv"] = [],
        ["DuckDb"] = [],
        ["Model"] = [],
        ["Parquet"] = [],
    };

    [Fact]
    public void A_project_refers_to_those_below_it_alone()
    {
        var wrong =
            from project in SourceTree.Product
            from reference in project.References
            where !Allowed.GetValueOrDefault(Short(project.Name), []).Contains(Short(reference))
            select $"{project.Name} → {reference}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_of_the_product_has_its_place()
    {
        Assert.NotEmpty(SourceTree.Product);
        Assert.Empty(SourceTree.Product.Select(p => Short(p.Name)).Except(Allowed.Keys));
    }

    [Fact]
    public void The_product_does_not_know_its_tests()
    {
        Assert.Empty(
            SourceTree.Product.Where(p => p.References.Any(r => SourceTree.Product.All(other => other.Name != r))).Select(p => p.Path));
    }

    [Fact]
    public void No_file_is_linked_from_one_project_into_another()
    {
        Assert.Empty(SourceTree.Projects.SelectMany(p => p.Linked.Select(l => $"{p.Path}: {l}")));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = XDocument
            .Load(SourceTree.Whole("Granary.slnx"))
            .Descendants("Project")
            .Select(p => p.Attribute("Path")!.Value)
            .ToList();

        Assert.Equal(SourceTree.Projects.Select(p => p.Path).Order(StringComparer.Ordinal), solution.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_solution_lists_the_projects_of_a_folder_in_order()
    {
        foreach (var folder in XDocument.Load(SourceTree.Whole("Granary.slnx")).Descendants("Folder"))
        {
            var paths = folder.Elements("Project").Select(p => p.Attribute("Path")!.Value).ToList();
            Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
        }
    }

    static string Short(string name) => name.StartsWith("Granary.", StringComparison.Ordinal) ? name["Granary.".Length..] : name;
}
