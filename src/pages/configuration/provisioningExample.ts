/** A data source as Grafana reads it from `provisioning/datasources/eljefe.yaml`. */
export const PROVISIONING_EXAMPLE = `apiVersion: 1
datasources:
  - name: El Jefe
    uid: eljefe
    type: eljefe-observability-datasource
    access: proxy
    jsonData:
      analyticsUrl: http://analytics:4319
      orchestratorUrl: http://eljefe:8080
      zone: UTC
    secureJsonData:
      analyticsToken: $ELJEFE_READ_TOKEN`;
