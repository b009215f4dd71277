namespace Granary.Parquet.Format;

/// <summary>Those that Parquet's first version has, and every reader reads. Source: parquet.thrift, Encoding.</summary>
enum Encodings
{
    Plain = 0,
    Rle = 3,
    RleDictionary = 8,
}
