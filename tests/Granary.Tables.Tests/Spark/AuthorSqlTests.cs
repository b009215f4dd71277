using Granary.Tables.Spark;

namespace Granary.Tables.Tests.Spark;

/// <summary>Names and texts of an author's query mean in Spark what they mean in DuckDB.</summary>
public sealed class AuthorSqlTests
{
    [Theory]
    [InlineData("SELECT a FROM cleansed", "SELECT a FROM cleansed")]
    [InlineData("SELECT \"a b\" FROM cleansed;", "SELECT `a b` FROM cleansed")]
    [InlineData("SELECT \"a\"\"b`c\"", "SELECT `a\"b``c`")]
    [InlineData("SELECT 'it''s'", @"SELECT 'it\'s'")]
    [InlineData(@"SELECT 'C:\new'", @"SELECT 'C:\\new'")]
    [InlineData("SELECT '\"a\"', \"'b'\"", "SELECT '\"a\"', `'b'`")]
    [InlineData("SELECT 1 -- \"no 'end\n, 2", "SELECT 1  \n, 2")]
    [InlineData("SELECT 1 /* ' \" */ + 2", "SELECT 1   + 2")]
    [InlineData("SELECT a/* key */FROM cleansed", "SELECT a FROM cleansed")]
    [InlineData("SELECT 1 -- the end", "SELECT 1")]
    public void Quotes_become_those_of_Spark(string sql, string expected) => Assert.Equal(expected, AuthorSql.ForSpark(sql).Text);
}
