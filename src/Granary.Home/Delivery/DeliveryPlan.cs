
namespace Granary.Home.Delivery;

/// <summary>Which of the given files go to which table, decided before anything is copied.</summary>
/// <param name="Files">What is taken, by table and name.</param>
/// <param name="LeftOut">What is not, each with the reason in words.</param>
public sealed record DeliveryPlan(IReadOnlyList<DeliveredFile> Files, IReadOnlyList<LeftOutFile> LeftOut);

/// <param name="Source">The path as the user gave it.</param>
/// <param name="Name">The key below the table's folder.</param>
public sealed record DeliveredFile(string Source, string Table, string Name);

/// <param name="Source">The path as the user gave it.</param>
/// <param name="Reason">In words that can follow the path in brackets.</param>
public sealed record LeftOutFile(string Source, string Reason);

/// <summary>The files that a dataset claims as its own.</summary>
/// <param name="Patterns">File names with * and ?; one that ends in '/' is a folder with all that it holds.</param>
public sealed record DeliveryClaim(string Table, IReadOnlyList<string> Patterns);
