namespace Granary.DuckDb;

/// <summary>What DuckDB refused or could not do, in its own words.</summary>
public sealed class DuckDbException : Exception
{
    /// <param name="message">The engine's message, such as <c>Catalog Error: Table with name x does not exist! …</c></param>
    public DuckDbException(string message)
        : this(message, DuckDbErrorType.Invalid)
    {
    }

    internal DuckDbException(string message, DuckDbErrorType type)
        : base(message) => Type = type == DuckDbErrorType.Invalid ? ErrorWords.TypeIn(message) : type;

    public DuckDbErrorType Type { get; }

    /// <summary>The table that a statement names and that is not there; null when something else is wrong.</summary>
    public string? MissingTable => Type == DuckDbErrorType.Catalog ? ErrorWords.TableIn(Message) : null;
}

/// <summary>DuckDB's kinds of errors. The numbers are the library's own. Source: duckdb.h, duckdb_error_type.</summary>
public enum DuckDbErrorType
{
    /// <summary>Not told.</summary>
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    UnknownType = 3,
    Decimal = 4,
    MismatchType = 5,
    DivideByZero = 6,
    ObjectSize = 7,
    InvalidType = 8,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Expression = 12,
    Catalog = 13,
    Parser = 14,
    Planner = 15,
    Scheduler = 16,
    Executor = 17,
    Constraint = 18,
    Index = 19,
    Stat = 20,
    Connection = 21,
    Syntax = 22,
    Settings = 23,
    Binder = 24,
    Network = 25,
    Optimizer = 26,
    NullPointer = 27,
    IO = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    Sequence = 41,
    InvalidConfiguration = 42,
}
