using System.Diagnostics;
using static DuckDB.NET.Native.NativeMethods.LogicalType;

namespace Granary.DuckDb;

/// <summary>A type with what it is made of: a decimal's digits, an enum's values, the types inside of a list, a struct or a map.</summary>
sealed class LogicalType : IDisposable
{
    readonly string? _alias;

    public LogicalType(LogicalTypeHandle handle)
    {
        Handle = handle;
        Kind = (DuckDbType)DuckDBGetTypeId(handle);
        _alias = Native.TypeAlias(handle);
        Members = Kind switch
        {
            DuckDbType.List => [new("", new(DuckDBListTypeChildType(handle)))],
            DuckDbType.Array => [new("", new(DuckDBArrayTypeChildType(handle)))],
            DuckDbType.Map => [new("key", new(DuckDBMapTypeKeyType(handle))), new("value", new(DuckDBMapTypeValueType(handle)))],
            DuckDbType.Struct => Read(DuckDBStructTypeChildCount(handle), DuckDBStructTypeChildName, DuckDBStructTypeChildType),
            DuckDbType.Union => Read(Native.UnionSize(handle), Native.UnionMemberName, Native.UnionMemberType),
            _ => [],
        };
        Storage = Kind switch
        {
            DuckDbType.Decimal => (DuckDbType)DuckDBDecimalInternalType(handle),
            DuckDbType.Enum => (DuckDbType)DuckDBEnumInternalType(handle),
            _ => Kind,
        };
        EnumValues = Kind == DuckDbType.Enum
            ? [.. Enumerable.Range(0, (int)DuckDBEnumDictionarySize(handle)).Select(i => DuckDBEnumDictionaryValue(handle, i))]
            : [];
        if (Kind == DuckDbType.Decimal)
            (Width, Scale) = (DuckDBDecimalWidth(handle), DuckDBDecimalScale(handle));
        if (Kind == DuckDbType.Array)
            ArraySize = (ulong)DuckDBArrayVectorGetSize(handle);
    }

    public LogicalTypeHandle Handle { get; }

    public DuckDbType Kind { get; }

    /// <summary>What a vector holds for it: an integer type for decimals and enums, else the type itself.</summary>
    public DuckDbType Storage { get; }

    /// <summary>Digits in all, of a decimal.</summary>
    public byte Width { get; }

    /// <summary>Digits behind the point, of a decimal.</summary>
    public byte Scale { get; }

    public ulong ArraySize { get; }

    public IReadOnlyList<string> EnumValues { get; }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>The column of this type in what a query gives.</summary>
    public DuckDbColumn Column(string name) => new(
        name, ToString(), Kind,
        _alias is null && Members.Count == 0 && Kind != DuckDbType.Enum ? new ScalarType(Kind, Width, Scale) : null);

    /// <summary>The type as SQL spells it, such as <c>DECIMAL(20,10)</c> or <c>STRUCT(a INTEGER)[]</c>.</summary>
    public override string ToString() => _alias ?? Kind switch
    {
        DuckDbType.List => $"{Members[0].Type}[]",
        DuckDbType.Array => $"{Members[0].Type}[{ArraySize}]",
        DuckDbType.Map => $"MAP({Members[0].Type}, {Members[1].Type})",
        DuckDbType.Struct => $"STRUCT({MemberList})",
        DuckDbType.Union => $"UNION({MemberList})",
        DuckDbType.Enum => $"ENUM({string.Join(", ", EnumValues.Select(v => Sql.From($"{v}").Text))})",
        _ => new ScalarType(Kind, Width, Scale).ToString(),
    };

    public void Dispose()
    {
        foreach (var member in Members)
            member.Type.Dispose();
        Handle.Dispose();
    }

    string MemberList => string.Join(", ", Members.Select(m => $"{new Identifier(m.Name)} {m.Type}"));

    Member[] Read(long count, Func<LogicalTypeHandle, long, string> name, Func<LogicalTypeHandle, long, LogicalTypeHandle> type)
    {
        Debug.Assert(count <= int.MaxValue);
        var members = new Member[count];
        for (var i = 0L; i < count; i++)
            members[i] = new(name(Handle, i), new(type(Handle, i)));
        return members;
    }

    /// <param name="Name">Empty for the element of a list.</param>
    public sealed record Member(string Name, LogicalType Type);
}
