import { DataSourceApi, type DataQueryRequest, type DataQueryResponse, type TestDataSourceResponse } from '@grafana/data';
import { isEnded } from '@eljefe/contract';

export class DataSource extends DataSourceApi {
  async query(_: DataQueryRequest): Promise<DataQueryResponse> {
    return { data: [] };
  }

  async testDatasource(): Promise<TestDataSourceResponse> {
    return { status: 'success', message: String(isEnded('completed')) };
  }
}
